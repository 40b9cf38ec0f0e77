#!/usr/bin/env bash
# Runs the acceptance tests with something else wherever they start an ActorKv, without what FOLDER/exceptions.txt excludes.
#
#   tests/instead.sh FOLDER [TEST…]        all tests unless some are named as exceptions are: CLASS, CLASS.TEST, "CLASS.TEST WORD-OF-A-CASE"
#
# TEST_OPTIONS are further options of dotnet test.
set -euo pipefail
cd "$(dirname "$0")/ActorKv.Acceptance.Tests"
folder=$1
shift
read -ra options <<< "${TEST_OPTIONS:---logger console;verbosity=normal}"

# The classes of the folder Cluster make clusters of their own, and are in every ordinary run.
filter='FullyQualifiedName!~.Cluster.'
while IFS='|' read -r what reason; do
    read -r name case <<< "$what"
    case $name in ''|'#'*) continue ;; esac
    echo "Excluded: $name${case:+ ($case)}:$reason"
    if [ -n "$case" ]; then filter+="&(FullyQualifiedName!~.$name|DisplayName!~$case)"; else filter+="&FullyQualifiedName!~.$name"; fi
done < "$folder/exceptions.txt"

wanted=()
for test in "$@"; do
    read -r name case <<< "$test"
    wanted+=("(FullyQualifiedName~.$name${case:+&DisplayName~$case})")
done
if [ $# -gt 0 ]; then filter+="&($(IFS='|'; echo "${wanted[*]}"))"; fi
KVTEST_INSTEAD=$folder dotnet test -c Release --nologo -v q --filter "$filter" "${options[@]}" --blame-hang-timeout 5m --blame-hang-dump-type none
