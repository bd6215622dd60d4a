/** Address ranges, zones, and how a VPC is divided among them. */
@NullMarked
package io.freehold.model.network;

import org.jspecify.annotations.NullMarked;
