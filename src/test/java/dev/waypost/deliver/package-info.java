/** Which port is asked, when, and what is kept of the answer. */
package dev.waypost.deliver;
