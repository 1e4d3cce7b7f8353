using Fleet.Devices.Commands;

namespace Fleet.AllInOne;

/// <summary>The command line of <c>fleet-up</c>.</summary>
internal sealed record UpOptions
{
    /// <summary>0 takes any free port.</summary>
    public required int Port { get; init; }

    /// <summary>Where run.json is written.</summary>
    public required string StateFolder { get; init; }

    /// <summary>Whether there is a demo organization with its keys.</summary>
    public required bool Organization { get; init; }

    /// <summary>Whether the demo fleet drives.</summary>
    public required bool Fleet { get; init; }

    /// <summary>Whether everything is kept in memory, whatever the configuration says.</summary>
    public required bool Memory { get; init; }

    /// <exception cref="UsageException">The arguments are not understood.</exception>
    public static UpOptions Parse(string[] args)
    {
        var line = new CommandLine(args, ["--port", "--state"], ["--no-demo", "--no-fleet", "--memory"]);
        if (line.Arguments.Count > 0)
            throw new UsageException($"up takes no argument '{line.Arguments[0]}'");
        return new UpOptions
        {
            Port = line.Number("--port", 8080, 0, 65535),
            StateFolder = Path.GetFullPath(line.Value("--state") ?? ".fleet"),
            Organization = !line.Flag("--no-demo"),
            Fleet = !line.Flag("--no-demo") && !line.Flag("--no-fleet"),
            Memory = line.Flag("--memory"),
        };
    }
}
