#!/usr/bin/env bash
# Runs the acceptance tests with a node of a cluster of three wherever they start an ActorKv, without what Cluster/exceptions.txt excludes.
#
#   tests/on_a_cluster.sh [CLASS…]        all classes unless some are named; what test.sh installs must be there
set -euo pipefail
cd "$(dirname "$0")/ActorKv.Acceptance.Tests"

# The classes of the folder Cluster make clusters of their own, and are in every ordinary run.
filter='FullyQualifiedName!~.Cluster.'
while IFS='|' read -r what reason; do
    read -r name case <<< "$what"
    case $name in ''|'#'*) continue ;; esac
    echo "Excluded: $name${case:+ ($case)}:$reason"
    if [ -n "$case" ]; then filter+="&(FullyQualifiedName!~.$name|DisplayName!~$case)"; else filter+="&FullyQualifiedName!~.$name"; fi
done < Cluster/exceptions.txt

if [ $# -gt 0 ]; then filter+="&($(printf 'FullyQualifiedName~.%s|' "$@"))" filter=${filter/%|)/)}; fi
KVTEST_CLUSTER=yes dotnet test -c Release --nologo -v q --filter "$filter" --logger "console;verbosity=normal" --blame-hang-timeout 5m --blame-hang-dump-type none
