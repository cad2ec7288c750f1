# The commands for this repository. `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help demo test prove bench fmt lint build image ci clean

GO ?= go

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1	\2/p' $(MAKEFILE_LIST) | expand -t 14

demo: ## a decision on this machine, with a page at 127.0.0.1:8137
	$(GO) run ./cmd/quorum demo

test: ## install what the tests need, then run all of them
	@.ci/needs
	$(GO) test -race -timeout 10m ./...

prove: ## what takes minutes: every fault of every call to Slack, hundreds of kills, twenty minutes of load
	$(GO) test -count=1 -timeout 9m ./bot/slack -run 'TestFaults|TestUnderLoad|TestALargeWorkspace' -every -load 20m
	$(GO) test -count=1 -timeout 5m ./bot -run TestAcceptedUnderKills -kills 300

bench: ## the budgets of docs/operating.md, as ratios within one run
	$(GO) test -p 1 -run '^$$' -bench . -benchtime 1x -timeout 30m ./...
	$(GO) test -count=1 -v -run TestManyPeople -timeout 30m ./bot/slack -people 10000 | grep -E 'ratio|^(---|ok|FAIL)'

fmt: ## format every Go file
	$(GO) tool gofumpt -w .

lint: ## formatting, go.mod, vet and staticcheck
	@unformatted=$$($(GO) tool gofumpt -l .) && test -z "$$unformatted" || { echo "error: not formatted: $$unformatted"; echo "hint: make fmt"; exit 1; }
	@$(GO) mod tidy -diff || { echo "error: go.mod is not tidy"; echo "hint: go mod tidy"; exit 1; }
	$(GO) vet ./...
	$(GO) tool staticcheck ./...

build: ## the program, as bin/quorum
	$(GO) build -o bin/quorum ./cmd/quorum

image: ## run the Dockerfile's own build command, where no engine is
	$(GO) test -count=1 -run 'TestImage' ./cmd/quorum -args -image

ci: ## what runs before a change lands
	.ci/run

clean: ## remove what was built
	rm -rf bin
