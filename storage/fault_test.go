package storage

import (
	"context"
	"database/sql/driver"
	"sync/atomic"

	"github.com/mattn/go-sqlite3"
)

// brokenConnector opens connections and breaks them with a pragma.
type brokenConnector struct {
	connector
	pragma *atomic.Value
}

func (b brokenConnector) Connect(ctx context.Context) (driver.Conn, error) {
	c, err := b.connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	_, err = c.(*sqlite3.SQLiteConn).Exec(b.pragma.Load().(string), nil)
	return c, err
}
