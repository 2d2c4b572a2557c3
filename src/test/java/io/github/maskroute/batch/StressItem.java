package io.github.maskroute.batch;

/** The how-manieth item of which producer. */
record StressItem(int producer, int number) {}
