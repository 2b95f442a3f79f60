# The commands of this repository. Each calls a short script in dev/ which says what it does.

.PHONY: help demo test bench assets fmt fuzz lint pictures

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 18

demo: ## builds and starts a sample administration on http://localhost:8080
	@dev/demo

test: ## everything CI runs; `make test PARTS="unit browser"` runs some of it
	@dev/test $(PARTS)

bench: ## benchmarks with a peer beside each; `make bench ARGS="--only submit"` runs some
	@dev/bench $(ARGS)

assets: ## fetches the design system and other browser files from npm
	@dev/assets

fmt: ## formats the code
	@cargo fmt --all

fuzz: ## everything that parses, with random input; `make fuzz ARGS="3600 feel dmn"` runs some for an hour
	@dev/fuzz $(ARGS)

lint: ## format, clippy and licences, without the tests
	@dev/test format clippy licences

pictures: ## takes the README's pictures anew with the browser tests
	@dev/pictures
