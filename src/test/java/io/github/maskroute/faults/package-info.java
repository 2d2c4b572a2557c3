/**
 * The fault suite: the packaged program as a process of its own, while its services, its machine and its files fail.
 * Results are read from the services and the logs, never from the program's own counters. Tests of single classes are
 * elsewhere.
 */
@org.jspecify.annotations.NullMarked
package io.github.maskroute.faults;
