package dev.waypost.ops.command.control;

import picocli.CommandLine.Command;

/** The noun; what is said to the pods are its subcommands. */
@Command(
        name = "control",
        mixinStandardHelpOptions = true,
        description = {
            "Say something to all running pods at once, over the control topic.",
            "Who said it and why stands in each pod's log."
        },
        subcommands = {
            PauseWord.class,
            ResumeWord.class,
            TryPortsWord.class,
            ForgetPortsWord.class,
            TraceWord.class,
            LogLevelWord.class,
            StatusWord.class
        })
public class ControlNoun {}
