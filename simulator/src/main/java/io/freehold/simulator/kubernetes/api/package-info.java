/** What the API server does to objects: create, read, change, delete, with all its rules. */
@org.jspecify.annotations.NullMarked
package io.freehold.simulator.kubernetes.api;
