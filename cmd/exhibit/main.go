// Command exhibit documents reports of possible war crimes, puts them together, analyses them and hands over a file that
// any court, commission or prosecutor can check for themselves.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/alecthomas/kong"

	"exhibit/internal/ledger/sqlite"
)

// Exit codes.
const (
	exitOK       = 0
	exitFindings = 1 // verify found something, or a command failed
	exitCannot   = 2 // wrong usage, or verify cannot check at all
)

// memoryLimit is the heap beyond which the collector works harder: a large case stays under a gigabyte of memory.
// GOMEMLIMIT overrides it.
const memoryLimit = 800 << 20

func main() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryLimit)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once, should the first not be heard
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr, defaultWiring()))
}

// exitError carries an exit code other than 1. Its error may be nil when everything was said already.
type exitError struct {
	code int
	err  error
}

func (e *exitError) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}
func (e *exitError) Unwrap() error { return e.err }

// cli is the command line. One file per verb.
type cli struct {
	Init      initCmd       `cmd:"" help:"Make a new case and its first actor's key."`
	Add       addCmd        `cmd:"" help:"Preserve files, folders, archives and e-mails."`
	Read      readCmd       `cmd:"" help:"Make texts of what was added."`
	Run       runCmd        `cmd:"" help:"Add, read, assert, join, weigh and write the dossier."`
	Status    statusCmd     `cmd:"" help:"Count and list what became of everything."`
	Show      showCmd       `cmd:"" help:"Show an item, claim, incident, series, origin, sheet or custody chain."`
	Timeline  timelineCmd   `cmd:"" help:"Incidents and statements by day."`
	Said      statementsCmd `cmd:"" name:"statements" help:"Who said what, when, in exact words, with denials beside."`
	Map       mapCmd        `cmd:"" help:"Write a map of the incidents that works offline."`
	Decide    decideCmd     `cmd:"" help:"Record what a person decides."`
	Assess    assessCmd     `cmd:"" help:"Record a person's or body's conclusion on a question."`
	Observe   observeCmd    `cmd:"" help:"Record what you see in a page, region or interval."`
	Rebuild   rebuildCmd    `cmd:"" help:"Derive everything again from originals and ledger."`
	Export    exportCmd     `cmd:"" help:"Write machine-readable output (JSON Lines, texts)."`
	Dossier   dossierCmd    `cmd:"" help:"Write the readable file of the case."`
	Submit    submitCmd     `cmd:"" help:"Hand over: write a signed submission."`
	Verify    verifyCmd     `cmd:"" help:"Check a case, submission or published ledger, offline."`
	Timestamp timestampCmd  `cmd:"" help:"Anchor the checkpoint with an RFC 3161 time stamp."`
	Ledger    ledgerCmd     `cmd:"" help:"Publish the ledger's hashes; show its checkpoint."`
	Key       keyCmd        `cmd:"" help:"Make, list, add, rotate and retire keys."`
	Place     placeCmd      `cmd:"" help:"Add places to the gazetteer; show what it knows of a name."`
	Demo      demoCmd       `cmd:"" help:"Run the main job on the bundled sample."`
	Version   versionCmd    `cmd:"" help:"Say which version this is."`
}

// run executes one command line and returns the exit code.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, w wiring) (code int) {
	a := &app{ctx: ctx, stdin: stdin, stdout: stdout, stderr: stderr, wiring: w}
	var c cli
	type stop int
	defer func() {
		switch r := recover().(type) {
		case nil:
		case stop:
			code = int(r)
		default:
			panic(r)
		}
	}()
	parser, err := kong.New(&c, kong.Name("exhibit"), kong.Description("From report to exhibit: document, put together, analyse, hand over."),
		kong.Writers(stdout, stderr), kong.Exit(func(n int) { panic(stop(n)) }), kong.UsageOnError(), kong.ShortUsageOnError(), kong.ConfigureHelp(kong.HelpOptions{Compact: true, Summary: true}),
		kong.Bind(a))
	if err != nil {
		fmt.Fprintln(stderr, "exhibit:", err)
		return exitCannot
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	kctx, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(stderr, "exhibit: %v; exhibit -h lists the commands, exhibit COMMAND -h shows examples\n", err)
		return exitCannot
	}
	out := &remembering{w: stdout}
	a.stdout = out
	err = kctx.Run(a)
	a.endProgress()
	if err == nil && out.err != nil {
		err = fmt.Errorf("the answer could not be written: %w; make room, or let it go elsewhere, and ask again", out.err)
	}
	return a.report(err)
}

// remembering is an output whose first error is not forgotten: an answer cut off by a full disk is no success.
type remembering struct {
	w   io.Writer
	err error
}

func (r *remembering) Write(p []byte) (int, error) {
	n, err := r.w.Write(p)
	if r.err == nil {
		r.err = err
	}
	return n, err
}

// report says what went wrong, in one sentence, and returns the exit code.
func (a *app) report(err error) int {
	if err == nil {
		return exitOK
	}
	code := exitFindings
	var e *exitError
	if errors.As(err, &e) {
		code = e.code
		if e.err == nil {
			return code
		}
	}
	if errors.Is(err, context.Canceled) && a.ctx.Err() != nil {
		fmt.Fprintln(a.stderr, "exhibit: stopped; what was done is kept, and running the same command again goes on from there")
		return 130
	}
	said := "exhibit: " + err.Error()
	if sqlite.Damaged(err) {
		said += "; the record database is damaged: restore the case from a copy and check that with exhibit verify"
	}
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || errors.Is(err, syscall.EFBIG) || sqlite.Full(err) {
		said += "; make room on the disk and run the same command again: what was recorded before is kept"
	}
	fmt.Fprintln(a.stderr, plain(said))
	return code
}
