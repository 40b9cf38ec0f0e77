#!/usr/bin/env bash
# Runs the acceptance tests with a node of an Akka.NET application wherever they start an ActorKv, without what Akka/exceptions.txt excludes.
#
#   tests/on_akka.sh [CLASS…]        all classes unless some are named; ActorKv.Akka.sln must be built (Release), and what test.sh installs be there
exec "$(dirname "$0")/instead.sh" Akka "$@"
