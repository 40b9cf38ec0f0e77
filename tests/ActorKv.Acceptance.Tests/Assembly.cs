// One test at a time: each brings processes of its own, and what they are held to (load, order, time) must not depend on a neighbour's.

[assembly: CollectionBehavior(DisableTestParallelization = true)]
