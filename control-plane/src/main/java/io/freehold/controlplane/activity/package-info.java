/** Who changed what in an organization, on record for its members. */
@NullMarked
package io.freehold.controlplane.activity;

import org.jspecify.annotations.NullMarked;
