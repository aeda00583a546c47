# Two commands matter: `make demo` to see what this is, `make test` to see that it holds.
.PHONY: demo test lint bench quality build

demo: build
	bin/exhibit demo

build:
	CGO_ENABLED=0 go build -trimpath -o bin/exhibit ./cmd/exhibit

test:
	scripts/test

lint:
	scripts/lint

bench: build
	scripts/bench

quality:
	go run ./internal/claim/score/measure
	$(MAKE) build
	go run ./scripts/quality
