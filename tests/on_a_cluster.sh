#!/usr/bin/env bash
# Runs the acceptance tests with a node of a cluster of three wherever they start an ActorKv, without what Cluster/exceptions.txt excludes.
#
#   tests/on_a_cluster.sh [CLASS…]        all classes unless some are named; what test.sh installs must be there
exec "$(dirname "$0")/instead.sh" Cluster "$@"
