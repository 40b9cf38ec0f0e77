#!/usr/bin/env bash
# Installs what the tests need, builds everything, and runs all tests. Needs the .NET SDK, bash, and a package source for NuGet.
#
# The tests run real clients, a real redis-server and a real PostgreSQL. On Debian, as root, they are installed here when they are
# missing, and npm packages wherever there is npm; elsewhere this says what is missing, and the tests that need it are skipped, each with
# its reason.
# Ends with "N passed, N failed[, N skipped]". Fails when a test fails, and when a test project ran no test at all.
set -euo pipefail
cd "$(dirname "$0")"
exec </dev/null
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# Code that measures itself to be optimized later: most of what runs here lives for seconds, and never gets back what that costs.
export DOTNET_TieredPGO=0

packages=(redis-server redis-tools python3-redis python3-django python3-djangorestframework python3-rq python3-celery
          ruby-sidekiq php-cli php-redis postgresql)
node=tests/ActorKv.Acceptance.Tests/node
results=artifacts/test-results

has_package() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

missing_packages() {
    for package in "${packages[@]}"; do has_package "$package" || echo "$package"; done
    # Node.js often comes from elsewhere, and brings npm with it.
    command -v node >/dev/null || echo nodejs
    command -v npm >/dev/null || echo npm
}

install_packages() {
    local wanted
    mapfile -t wanted < <(missing_packages)
    [ ${#wanted[@]} -gt 0 ] || return 0
    echo "Installing ${wanted[*]}"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq && apt-get install -qq -y --no-install-recommends "${wanted[@]}" >/dev/null || true
    # Debian starts a service with its package. The tests start servers of their own, and ports 6379 and 5432 are the user's.
    for package in redis-server postgresql; do
        if [[ " ${wanted[*]} " == *" $package "* ]] && has_package "$package"; then service "$package" stop >/dev/null 2>&1 || true; fi
    done
}

# The npm packages that package-lock.json names, once: npm notes what it has installed.
install_npm_packages() {
    command -v npm >/dev/null || return 0
    [ ! "$node/node_modules/.package-lock.json" -nt "$node/package-lock.json" ] || return 0
    echo "Installing npm packages"
    npm ci --prefix "$node" --prefer-offline --loglevel error >/dev/null || true
}

has_postgres() { command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }

report_missing() {
    local left_out=()
    if command -v dpkg-query >/dev/null; then
        mapfile -t left_out < <(missing_packages)
    else
        command -v redis-server >/dev/null || left_out+=(redis-server)
        command -v redis-cli >/dev/null || left_out+=(redis-tools)
        /usr/bin/python3 -c 'import redis' 2>/dev/null || left_out+=(python3-redis)
        /usr/bin/python3 -c 'import django, rest_framework' 2>/dev/null || left_out+=(python3-django python3-djangorestframework)
        /usr/bin/python3 -c 'import rq' 2>/dev/null || left_out+=(python3-rq)
        /usr/bin/python3 -c 'import celery' 2>/dev/null || left_out+=(python3-celery)
        ruby -e 'require "sidekiq"' 2>/dev/null || left_out+=(ruby-sidekiq)
        php -r 'exit(extension_loaded("redis") ? 0 : 1);' 2>/dev/null || left_out+=(php-redis)
        has_postgres || left_out+=(postgresql)
        command -v node >/dev/null || left_out+=(nodejs)
        command -v npm >/dev/null || left_out+=(npm)
    fi
    [ "$node/node_modules/.package-lock.json" -nt "$node/package-lock.json" ] || left_out+=("npm packages")
    [ ${#left_out[@]} -eq 0 ] || echo "Missing: ${left_out[*]}. The tests that need them are left out; they are listed below as skipped."
}

# Number of results of a kind in a .trx file, 0 when there is none.
count() { { grep -o "<Counters [^>]*" "$1" 2>/dev/null || true; } | sed -n "s/.* $2=\"\([0-9]*\)\".*/\1/p" | grep . || echo 0; }

# Name and reason of every skipped test in a .trx file.
skipped_tests() {
    awk -F'"' '
        /<UnitTestResult / { skipped = /outcome="NotExecuted"/; for (i = 1; i < NF; i++) if ($i ~ / testName=$/) name = $(i + 1) }
        skipped && /<Message>/ { sub(/.*<Message>/, ""); sub(/<\/Message>.*/, ""); print "Skipped: " name ": " $0 }' "$1"
}

# The compiler is one process for all projects, whatever the environment says: else each project pays for the start of a compiler with all its
# analyzers, which is half of the CPU time of a build.
build() { dotnet build "$1" -c Release -v q -p:UseSharedCompilation=true "${@:2}"; }

# The Akka.NET host has a solution of its own, because not every package source has Akka.NET. Without it everything else is built and tested.
build_akka_host() {
    local restored reason
    if restored=$(dotnet restore ActorKv.Akka.sln -v q 2>&1); then
        build ActorKv.Akka.sln --no-restore
        return
    fi
    # NU11xx: no source has the package, or the version. NU1301: a source could not be asked.
    reason=$(grep -oE 'NU(11[0-9]{2}|1301): .*' <<< "$restored" | sed 's/ \[[^]]*\]$//' | sort -u | head -1)
    [ -n "$reason" ] || { echo "$restored" >&2; return 1; }
    echo "The Akka.NET host was not built: the package sources do not have what it needs ($reason)"
    has_akka_host=no
}

command -v dotnet >/dev/null || { echo "Missing: the .NET SDK named in global.json, https://dotnet.microsoft.com/download" >&2; exit 1; }
if [ "$(id -u)" = 0 ] && [ -f /etc/debian_version ]; then install_packages; fi
install_npm_packages
report_missing

build ActorKv.sln
has_akka_host=yes
build_akka_host
# It would wait ten minutes for more to compile, with half a gigabyte of memory.
dotnet build-server shutdown --vbcscompiler >/dev/null

rm -rf "$results"
mkdir -p "$results"

# Runs a test project; its exit code is left beside its results.
run_tests() {
    local name=$1 ended=0
    dotnet test "tests/$name/$name.csproj" -c Release --no-build -v q --nologo --results-directory "$results" --logger "trx;LogFileName=$name.trx" \
        --logger "console;verbosity=minimal" --blame-hang-timeout 5m --blame-hang-dump-type none || ended=$?
    echo "$ended" >"$results/$name.exit"
}

# A part of the acceptance tests once more, with something else wherever they start a server.
run_instead() {
    local script=$1 name=$acceptance.$1 ended=0
    shift
    projects+=("$name")
    TEST_OPTIONS="--no-build --results-directory ../../$results --logger trx;LogFileName=$name.trx --logger console;verbosity=minimal" \
        "tests/$script.sh" "$@" || ended=$?
    echo "$ended" >"$results/$name.exit"
}

# The acceptance tests mostly wait for other processes, so they run beside all others, and are told at the end.
acceptance=ActorKv.Acceptance.Tests
run_tests "$acceptance" >"$results/$acceptance.log" 2>&1 &
beside=$!
projects=()
for project in tests/*.Tests/*.csproj; do
    name=$(basename "$project" .csproj)
    [ "$name" != ActorKv.Akka.Tests ] || [ "$has_akka_host" = yes ] || continue
    projects+=("$name")
    [ "$name" = "$acceptance" ] || run_tests "$name"
done
if has_postgres; then run_instead on_a_cluster 'RandomSequenceSpec pipeline: 50' RandomTransactionSpec; else echo "PostgreSQL is missing: no acceptance tests against a node of a cluster"; fi
[ "$has_akka_host" = no ] || run_instead on_akka 'RandomSequenceSpec pipeline: 50' PythonSpec.Python3_redis
wait "$beside"
cat "$results/$acceptance.log"

passed=0 failed=0 skipped=0 broken=()
for name in "${projects[@]}"; do
    trx=$results/$name.trx ended=$(cat "$results/$name.exit")
    total=$(count "$trx" total) ok=$(count "$trx" passed) bad=$(count "$trx" failed)
    passed=$((passed + ok)) failed=$((failed + bad)) skipped=$((skipped + total - ok - bad))
    if [ "$total" -eq 0 ]; then
        broken+=("$name ran no tests")
    elif [ "$ended" -ne 0 ] && [ "$bad" -eq 0 ]; then
        broken+=("$name did not end well (exit code $ended)")
    fi
    if [ -f "$trx" ]; then skipped_tests "$trx"; fi
done

for reason in "${broken[@]}"; do echo "Failed: $reason"; done
# A project that broke counts as one failure: its tests cannot be counted.
failed=$((failed + ${#broken[@]}))
summary="$passed passed, $failed failed"
[ "$skipped" -eq 0 ] || summary+=", $skipped skipped"
echo "$summary"
[ "$failed" -eq 0 ]
