# The commands of the house; each does what it needs first, and is quick when there is nothing to do.
.PHONY: run test check fuzz e2e window bench types package pictures build

run: ## opens the window on a sample desk (without a display: does the main job on the command line)
	@bash tests/setup/install.sh run && bash tests/setup/run.sh

test: ## passes every test: Rust, TypeScript, browser, real window
	@bash tests/setup/install.sh test && bash tests/setup/test.sh

check: ## formatting, lints, types
	@bash tests/setup/install.sh build && bash tests/setup/check.sh

fuzz: ## tries the random cases of the tests on cases that nobody has seen
	@bash tests/setup/install.sh build && bash tests/setup/fuzz.sh

build: ## builds the page, the window, the command line and the test host
	@bash tests/setup/install.sh build && bash tests/setup/build.sh

e2e: ## the browser's tests alone
	@bash tests/setup/install.sh test && bash tests/setup/test.sh browser

window: ## the real window's tests alone
	@bash tests/setup/install.sh test && bash tests/setup/test.sh window

bench: ## prints what is measured, beside its peers in the same run
	@bash tests/setup/install.sh test && bash tests/setup/bench.sh

types: ## writes ui/src/core/types.ts from the command table
	@cargo run -q -p stet-desk --example types

pictures: ## makes the README's pictures from the real window
	@bash tests/setup/install.sh test && bash tests/setup/pictures.sh

package: ## a Debian package of the window and the command line
	@bash tests/setup/install.sh build && bash tests/setup/package.sh
