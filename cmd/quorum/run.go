package main

import (
	"context"
	"io"

	"github.com/alecthomas/kong"
)

// commands is the table of commands. A new command needs a row here and a file.
type commands struct {
	Demo     demoCommand     `cmd:"" help:"Show everything on this machine, with nothing to configure."`
	Serve    serveCommand    `cmd:"" help:"Run the bot against Slack."`
	Check    checkCommand    `cmd:"" help:"Find what would go wrong, before people notice."`
	Manifest manifestCommand `cmd:"" help:"Print the Slack app manifest, ready to paste."`
	Export   exportCommand   `cmd:"" help:"Write the decision log as JSON, CSV or Markdown."`
	Backup   backupCommand   `cmd:"" help:"Copy the database consistently, also while the bot runs."`
	Version  versionCommand  `cmd:"" help:"Print the version and how it was built."`
}

const about = `Asks all stakeholders the same question at once, privately, and posts the summary when a quorum of
independent answers has arrived.`

// program is everything outside the program that a command may use.
type program struct {
	ctx            context.Context // ends when the program is told to stop
	env            []string        // in the form of os.Environ
	stdout, stderr io.Writer
}

// run runs the whole program: it carries out one command and returns the exit code. Without a command it prints the
// help to stderr and returns exitUsage.
func run(ctx context.Context, args, env []string, stdout, stderr io.Writer) int {
	p := &program{ctx, env, stdout, stderr}
	if len(args) == 0 {
		p.stdout = stderr
		_ = p.run([]string{"--help"})
		return exitUsage
	}
	return p.run(args)
}

func (p *program) run(args []string) int {
	helped := false
	parser, err := kong.New(new(commands),
		kong.Name("quorum"), kong.Description(about), kong.Writers(p.stdout, p.stderr),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
		kong.Exit(func(int) { helped = true }),
		kong.PostBuild(func(k *kong.Kong) error {
			k.Model.HelpFlag.Help = "Show this help."
			return nil
		}),
	)
	if err != nil {
		return p.fail(err)
	}
	command, err := parser.Parse(args)
	if helped {
		return exitOK
	}
	if err != nil {
		return p.fail(usageError(err))
	}
	if err := command.Run(p); err != nil {
		return p.fail(err)
	}
	return exitOK
}
