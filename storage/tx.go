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

// tx is the writer's connection with its prepared statements. Its first error stays until the transaction has ended, so
// that nothing is committed after it.
type tx struct {
	conn    *sql.Conn
	dialect dialect
	stmts   map[string]*sql.Stmt
	inserts map[sized]*sql.Stmt
	err     error
}

func newTx(c *sql.Conn, d dialect) *tx {
	return &tx{conn: c, dialect: d, stmts: map[string]*sql.Stmt{}, inserts: map[sized]*sql.Stmt{}}
}

// close ends the connection: given back as a bad one, the pool discards it.
func (t *tx) close() error {
	var errs []error
	for _, s := range t.stmts {
		errs = append(errs, s.Close())
	}
	for _, s := range t.inserts {
		errs = append(errs, s.Close())
	}
	discard := t.conn.Raw(func(any) error { return driver.ErrBadConn })
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

func (t *tx) prepare(query string) (*sql.Stmt, error) {
	if s, ok := t.stmts[query]; ok {
		return s, nil
	}
	s, err := t.conn.PrepareContext(context.Background(), t.dialect.placeholders(query))
	if err == nil {
		t.stmts[query] = s
	}
	return s, t.fail(err)
}

// exec runs a statement.
func (t *tx) exec(query string, args ...any) error {
	s, err := t.prepare(query)
	if err != nil {
		return err
	}
	_, err = s.ExecContext(context.Background(), clean(args)...)
	return t.fail(err)
}

// query calls each for every row. It must be done before another statement runs on this connection.
func (t *tx) query(each func(*sql.Rows) error, query string, args ...any) error {
	s, err := t.prepare(query)
	if err != nil {
		return err
	}
	rows, err := s.QueryContext(context.Background(), clean(args)...)
	return t.fail(scan(rows, err, each))
}

// scan calls each for every row and closes them.
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

// insert is a statement that inserts any number of rows: "insert into", the values, and what follows them.
type insert struct {
	into    string // a table and its columns
	columns int
	then    string // on conflict …
}

type sized struct {
	insert
	rows int
}

// most rows in one statement: more gain nothing, and the number of parameters is limited.
const mostRows = 32

// insert runs an insert for all values, which are those of each row in turn, in as few statements as there are ones in
// the binary number of rows.
func (t *tx) insert(in insert, values []any) error {
	values = clean(values)
	for len(values) > 0 {
		rows := mostRows
		for rows*in.columns > len(values) {
			rows /= 2
		}
		s, err := t.prepareInsert(sized{in, rows})
		if err != nil {
			return err
		}
		n := rows * in.columns
		if _, err := s.ExecContext(context.Background(), values[:n]...); err != nil {
			return t.fail(err)
		}
		values = values[n:]
	}
	return nil
}

func (t *tx) prepareInsert(in sized) (*sql.Stmt, error) {
	if s, ok := t.inserts[in]; ok {
		return s, nil
	}
	s, err := t.conn.PrepareContext(context.Background(), t.dialect.placeholders(in.text()))
	if err == nil {
		t.inserts[in] = s
	}
	return s, t.fail(err)
}

func (in sized) text() string {
	var b strings.Builder
	b.WriteString("insert into " + in.into + " values ")
	for i := range in.rows * in.columns {
		switch {
		case i == 0:
			b.WriteString("(")
		case i%in.columns == 0:
			b.WriteString("), (")
		default:
			b.WriteString(", ")
		}
		b.WriteString("$" + strconv.Itoa(i+1))
	}
	b.WriteString(") " + in.then)
	return b.String()
}

// clean makes texts such that every database takes them: valid UTF-8 without NUL. It is a last resort: the domain has
// cleaned what people typed.
func clean(values []any) []any {
	for i, v := range values {
		if s, ok := v.(string); ok && (!utf8.ValidString(s) || strings.IndexByte(s, 0) >= 0) {
			values[i] = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "")
		}
	}
	return values
}
