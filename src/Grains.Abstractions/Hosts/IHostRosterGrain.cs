using System.Collections.Immutable;

namespace Fleet.Hosts;

/// <summary>The processes of the system, as they report themselves. One grain, key <see cref="Key"/>; nothing of it is kept.</summary>
[Alias("Fleet.Hosts.IHostRosterGrain")]
public interface IHostRosterGrain : IGrainWithStringKey
{
    const string Key = "hosts/roster";

    [Alias("Report")]
    Task Report(HostReport report);

    /// <summary>The process is leaving.</summary>
    [Alias("Leave")]
    Task Leave(string name);

    /// <summary>The process is a gateway that others may ask. Said with every report.</summary>
    [Alias("Attend")]
    Task Attend(string name, IGatewayObserver gateway);

    /// <summary>By name; those that attended within the last minute. One that was killed is among them as long.</summary>
    [Alias("Gateways")]
    Task<ImmutableArray<GatewayEntry>> Gateways();

    /// <summary>By name; those that reported within the last minute.</summary>
    [Alias("List")]
    Task<ImmutableArray<HostReport>> List();
}
