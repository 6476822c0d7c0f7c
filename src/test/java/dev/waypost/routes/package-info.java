/** What routes/README.md shows, as a user would do it. */
package dev.waypost.routes;
