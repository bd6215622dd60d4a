/** Which control plane to talk to, and as whom: from the environment or a saved profile. */
@NullMarked
package io.freehold.cli.profile;

import org.jspecify.annotations.NullMarked;
