namespace Fleet.Hosts;

/// <summary>A gateway, as another one asks it about its connections.</summary>
[Alias("Fleet.Hosts.IGatewayObserver")]
public interface IGatewayObserver : IGrainObserver
{
    /// <summary>Those of the organization, the oldest first.</summary>
    [Alias("Connections")]
    Task<ConnectionReports> Connections(string organizationId, int atMost);

    /// <param name="connectionId">Null for all of the organization.</param>
    /// <returns>How many were told to go.</returns>
    [Alias("Disconnect")]
    Task<int> Disconnect(string organizationId, string? connectionId);
}
