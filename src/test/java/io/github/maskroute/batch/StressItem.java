package io.github.maskroute.batch;

/** An item of a producer, with its index. */
record StressItem(int producer, int number) {}
