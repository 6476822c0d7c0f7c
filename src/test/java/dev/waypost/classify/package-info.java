/** What each trouble comes to, one line for each branch. */
package dev.waypost.classify;
