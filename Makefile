# What people type. `make run` runs the site, `make check` is everything that must pass.
PORT ?= 8080
WORKERS ?= 2

BIN = .build/release
VENV = .build/venv
RUN_PACKAGES = nginx-light curl libfcgi-dev libsqlite3-dev zlib1g-dev libcmark-gfm-dev libcmark-gfm-extensions-dev
TEST_PACKAGES = $(RUN_PACKAGES) chromium python3-venv sqlite3 strace systemd
BENCH_PACKAGES = $(RUN_PACKAGES) wrk gcc sqlite3
SITE = ROWHOUSE_LISTEN=$(PORT) ROWHOUSE_WORKERS=$(WORKERS) $(if $(DATA),ROWHOUSE_DATA=$(abspath $(DATA)))

.PHONY: help run try house release test test-one check walls lint bench format clean routes schema needs-run needs-test needs-bench

help:
	@echo 'make run     builds the site and runs it: PORT=8080 WORKERS=2 DATA=folder DEMO=1'
	@echo 'make try     the same from a debug build, which is made anew within seconds'
	@echo 'make test    everything that must pass, in a real browser too'
	@echo 'make test-one OF=Forums  the tests of one target alone'
	@echo 'make check   format, walls and warnings, then make test'
	@echo 'make bench   speed, beside a C program that does the same'
	@echo 'make routes  the table of every house'
	@echo 'make format  formats the sources'
	@echo 'make schema  writes docs/schema.sql anew'
	@echo 'make house NAME=polls    writes a new house that works'
	@echo 'make clean   removes what was built'

run: needs-run release
	@$(if $(DEMO),env $(SITE) $(BIN)/rowhouse demo --if-empty)
	@exec env $(SITE) $(BIN)/rowhouse serve

# Swift's own libraries are linked in: calls into them cost less, and a server needs no toolchain.
RELEASE = swift build -c release --static-swift-stdlib --quiet
release:
	$(RELEASE) --product rowhouse
	$(RELEASE) --product rowhouse-web
	$(RELEASE) --product rowhouse-live
	$(RELEASE) --product rowhouse-jobs

# A quick look at what one is writing. It keeps its data apart.
try: DATA ?= .build/try
try: needs-run
	swift build
	@env $(SITE) .build/debug/rowhouse demo --if-empty
	@exec env $(SITE) .build/debug/rowhouse serve

house:
	@swift run --quiet scaffold new $(NAME)

# SwiftPM builds what this target needs, and no program.
test-one:
	TEST_ONE=$(OF) swift test --test-product rowhousePackageTests

test: needs-test $(VENV)/ready
	swift build --build-tests
	swift test --skip-build
	$(VENV)/bin/pytest -n 2 --dist loadfile Tests/EndToEnd

check: needs-test lint walls test

lint:
	swift format lint --strict --parallel --recursive Package.swift Sources modules Tests

# The compiler says what is wrong in ours; SwiftPM's own warnings are looked for in what it prints.
walls:
	@mkdir -p .build
	swift build --build-tests --explicit-target-dependency-import-check error 2>&1 | tee .build/build.log
	@grep -q 'Build complete' .build/build.log
	@! grep -i 'warning:' .build/build.log

bench: needs-bench release
	ROWHOUSE_DATA=$$(mktemp -d) $(BIN)/rowhouse face measure
	Tests/Bench/bench.py
	Tests/Bench/live.sh

routes: release
	@$(BIN)/rowhouse routes

# docs/schema.sql, as migrations make it, and docs/migrations.txt with what is new.
schema:
	SCHEMA=write swift test --filter "SchemaTests|MigrationsTests"

format:
	swift format --in-place --parallel --recursive Package.swift Sources modules Tests

clean:
	swift package clean
	rm -rf $(VENV)

$(VENV)/ready: Tests/EndToEnd/requirements.txt
	python3 -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --requirement $<
	touch $@

# Installs what is missing, or says how.
needs-run: PACKAGES = $(RUN_PACKAGES)
needs-test: PACKAGES = $(TEST_PACKAGES)
needs-bench: PACKAGES = $(BENCH_PACKAGES)
needs-run needs-test needs-bench:
	@missing=; for name in $(PACKAGES); do \
	  dpkg-query -W -f '$${Status}' $$name 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$name"; \
	done; \
	case "$$missing" in *nginx-light*) command -v nginx /usr/sbin/nginx >/dev/null && \
	  missing=$$(echo "$$missing" | sed 's/nginx-light//');; esac; \
	test -z "$$(echo $$missing)" && exit 0; \
	if [ "$$(id -u)" = 0 ]; then apt-get update -q && apt-get install -y -q --no-install-recommends $$missing; \
	else echo "Some packages are missing. Install them: sudo apt-get install$$missing" >&2; exit 1; fi
