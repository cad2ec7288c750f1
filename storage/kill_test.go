package storage_test

import (
	"testing"

	"quorum/storage/storagetest"
)

func TestKill(t *testing.T) {
	t.Parallel()
	storagetest.Kill(t, fresh(t), "TestKillChild", 6)
}

func TestKillChild(t *testing.T) { storagetest.Child(t) }
