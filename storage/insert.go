package storage

import (
	"database/sql/driver"
	"strconv"
	"strings"
)

// insert is a statement that inserts any number of rows: "insert into", the values, and what follows them.
type insert struct {
	into    string // a table and its columns
	columns int
	then    string // on conflict …
}

// mostRows in one statement: more gain nothing, and the number of parameters is limited.
const mostRows = 32

// rows gathers the rows of one insert, and writes them many at a time. Its room is kept from batch to batch.
type rows struct {
	tx *tx
	insert
	name string
	args []driver.NamedValue
}

// into begins to insert rows, which are written by [rows.flush] at the latest.
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

// flush writes the rows that have been added, in as few statements as there are ones in the binary number of them.
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

// text is the statement for so many rows.
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
