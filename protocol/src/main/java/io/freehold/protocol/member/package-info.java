/** People in an organization, as clients see them. */
@NullMarked
package io.freehold.protocol.member;

import org.jspecify.annotations.NullMarked;
