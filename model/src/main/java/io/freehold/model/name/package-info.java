/** What things are called: short names, roles, buckets, tags and DNS names. */
@NullMarked
package io.freehold.model.name;

import org.jspecify.annotations.NullMarked;
