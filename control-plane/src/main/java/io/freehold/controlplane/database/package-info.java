/** Where state is kept: an embedded PostgreSQL, or any server by its address. */
@NullMarked
package io.freehold.controlplane.database;

import org.jspecify.annotations.NullMarked;
