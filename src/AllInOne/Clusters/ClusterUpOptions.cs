using Fleet.Devices.Commands;

namespace Fleet.AllInOne.Clusters;

/// <summary>The command line of <c>fleet-up cluster</c>.</summary>
internal sealed record ClusterUpOptions
{
    public required int Silos { get; init; }

    public required int Gateways { get; init; }

    /// <summary>Of the first gateway; the others have the ports behind it. 0 takes free ones.</summary>
    public required int Port { get; init; }

    /// <summary>Where run.json, the database and the logs are.</summary>
    public required string StateFolder { get; init; }

    /// <summary>Whether the demo fleet drives.</summary>
    public required bool Fleet { get; init; }

    /// <exception cref="UsageException">The arguments are not understood.</exception>
    public static ClusterUpOptions Parse(string[] args)
    {
        var line = new CommandLine(args, ["--silos", "--gateways", "--port", "--state"], ["--no-fleet"]);
        if (line.Arguments.Count > 0)
            throw new UsageException($"cluster takes no argument '{line.Arguments[0]}'");
        return new ClusterUpOptions
        {
            Silos = line.Number("--silos", 3, 1, 16),
            Gateways = line.Number("--gateways", 2, 1, 16),
            Port = line.Number("--port", 8080, 0, 65_000),
            StateFolder = Path.GetFullPath(line.Value("--state") ?? ".fleet"),
            Fleet = !line.Flag("--no-fleet"),
        };
    }
}
