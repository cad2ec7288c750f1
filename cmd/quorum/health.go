package main

import (
	"fmt"
	"net"
	"net/http"
	"time"

	"quorum/config"
)

// localAddress returns the address at which this machine reaches a server that listens on listen.
func localAddress(listen string) string {
	host, port, err := net.SplitHostPort(listen)
	if ip := net.ParseIP(host); err == nil && (host == "" || ip != nil && ip.IsUnspecified()) {
		return net.JoinHostPort("127.0.0.1", port)
	}
	return listen
}

// health asks the program that runs on this machine whether it is alive, and prints the answer.
func (p *program) health() error {
	settings, err := config.Load(p.env, config.ForDatabase)
	if err != nil {
		return err
	}
	client := &http.Client{Timeout: 3 * time.Second}
	request, err := http.NewRequestWithContext(p.ctx, http.MethodGet, "http://"+localAddress(settings.Listen)+"/healthz", nil)
	if err != nil {
		return err
	}
	answer, err := client.Do(request)
	if err != nil {
		return fmt.Errorf("the program is not running: %w", err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("the program answered %s", answer.Status)
	}
	_, err = fmt.Fprintln(p.stdout, "alive")
	return err
}
