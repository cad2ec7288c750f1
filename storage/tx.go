package storage

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"
)

// tx is the writer's connection with its prepared statements. The first error stays until the transaction has ended, so that
// nothing is committed after it. Statements that change rows go to the driver directly: the connection is not shared, and
// the work of database/sql for each statement would be a large part of the cost of an answer.
type tx struct {
	conn    *sql.Conn
	dialect dialect
	reading map[string]*sql.Stmt
	writing map[statement]driver.Stmt
	rows    map[insert]*rows
	args    []driver.NamedValue // the arguments of one statement, reused for the next
	err     error
}

func newTx(c *sql.Conn, d dialect) *tx {
	return &tx{conn: c, dialect: d, reading: map[string]*sql.Stmt{}, writing: map[statement]driver.Stmt{}, rows: map[insert]*rows{}}
}

// close closes the connection: it is returned to the pool as a bad one, which the pool discards.
func (t *tx) close() error {
	var errs []error
	for _, s := range t.reading {
		errs = append(errs, s.Close())
	}
	discard := t.conn.Raw(func(any) error {
		for _, s := range t.writing {
			errs = append(errs, s.Close())
		}
		return driver.ErrBadConn
	})
	if errors.Is(discard, driver.ErrBadConn) {
		discard = nil
	}
	return errors.Join(append(errs, discard)...)
}

func (t *tx) fail(err error) error {
	if err != nil && t.err == nil {
		t.err = err
	}
	return err
}

// exec runs a statement that changes rows.
func (t *tx) exec(query string, args ...any) error {
	t.args = t.args[:0]
	for _, v := range args {
		t.args = append(t.args, argument(len(t.args)+1, v))
	}
	return t.run(statement{name: query}, func() string { return query }, t.args)
}

// statement is the name of a prepared statement.
type statement struct {
	name string
	rows int // how many rows it inserts
}

// run runs a statement; text returns its SQL.
func (t *tx) run(one statement, text func() string, args []driver.NamedValue) error {
	return t.fail(t.conn.Raw(func(c any) error {
		s, ok := t.writing[one]
		if !ok {
			var err error
			if s, err = c.(driver.ConnPrepareContext).PrepareContext(context.Background(), t.dialect.placeholders(text())); err != nil {
				return err
			}
			t.writing[one] = s
		}
		_, err := s.(driver.StmtExecContext).ExecContext(context.Background(), args)
		return err
	}))
}

// query calls each for every row. Each must not run another statement on this connection.
func (t *tx) query(each func(*sql.Rows) error, query string, args ...any) error {
	s, ok := t.reading[query]
	if !ok {
		var err error
		if s, err = t.conn.PrepareContext(context.Background(), t.dialect.placeholders(query)); err != nil {
			return t.fail(err)
		}
		t.reading[query] = s
	}
	rows, err := s.QueryContext(context.Background(), cleaned(args)...)
	if err = scan(rows, err, each); errors.Is(err, ErrUnreadable) { // the transaction itself is not broken
		return err
	}
	return t.fail(err)
}

// scan calls each for every row and closes the rows.
func scan(rows *sql.Rows, err error, each func(*sql.Rows) error) error {
	if err != nil {
		return err
	}
	for rows.Next() {
		if err := each(rows); err != nil {
			return errors.Join(err, rows.Close())
		}
	}
	return errors.Join(rows.Err(), rows.Close())
}

// argument returns the nth value of a statement in a form that every driver takes.
func argument(n int, value any) driver.NamedValue {
	if text, ok := value.(string); ok {
		if good := clean(text); good != text {
			value = good
		}
	}
	return driver.NamedValue{Ordinal: n, Value: value}
}

// cleaned returns the values with their texts cleaned.
func cleaned(values []any) []any {
	for i, v := range values {
		if text, ok := v.(string); ok {
			values[i] = clean(text)
		}
	}
	return values
}

// clean returns a text that every database takes: valid UTF-8 without NUL. It is a last resort: the domain has already cleaned
// typed texts.
func clean(text string) string {
	if utf8.ValidString(text) && strings.IndexByte(text, 0) < 0 {
		return text
	}
	return strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\x00", "")
}

// insert is a statement that inserts any number of rows: "insert into", the values, and what follows the values.
type insert struct {
	into    string // a table and its columns
	columns int
	then    string // on conflict …
}

// mostRows is how many rows one statement inserts: more gain nothing, and the number of parameters is limited.
const mostRows = 32

// rows gathers the rows of an insert, and writes many at a time. Its memory is reused by the next batch.
type rows struct {
	tx *tx
	insert
	name string
	args []driver.NamedValue
}

// into begins an insert. Rows are written by [rows.flush] at the latest.
func (t *tx) into(in insert) *rows {
	r, ok := t.rows[in]
	if !ok {
		r = &rows{tx: t, insert: in, name: in.into + in.then, args: make([]driver.NamedValue, 0, mostRows*in.columns)}
		t.rows[in] = r
	}
	r.args = r.args[:0]
	return r
}

// add adds a row: a value for each column.
func (r *rows) add(values ...any) error {
	for _, v := range values {
		r.args = append(r.args, argument(len(r.args)+1, v))
	}
	if len(r.args) < mostRows*r.columns {
		return nil
	}
	return r.flush()
}

// flush writes the added rows. The numbers of rows in the statements are powers of two, so that few statements are prepared.
func (r *rows) flush() error {
	left := r.args
	r.args = r.args[:0]
	for n := mostRows; len(left) > 0; n /= 2 {
		if len(left) < n*r.columns {
			continue
		}
		now := left[:n*r.columns]
		for i := range now {
			now[i].Ordinal = i + 1
		}
		if err := r.tx.run(statement{r.name, n}, func() string { return r.text(n) }, now); err != nil {
			return err
		}
		left = left[len(now):]
	}
	return nil
}

// text returns the SQL for n rows.
func (r *rows) text(n int) string {
	var b strings.Builder
	b.WriteString("insert into " + r.into + " values ")
	for i := range n * r.columns {
		switch {
		case i == 0:
			b.WriteString("(")
		case i%r.columns == 0:
			b.WriteString("), (")
		default:
			b.WriteString(", ")
		}
		b.WriteString("$" + strconv.Itoa(i+1))
	}
	b.WriteString(") " + r.then)
	return b.String()
}
