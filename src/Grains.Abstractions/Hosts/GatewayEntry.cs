namespace Fleet.Hosts;

/// <summary>A gateway that can be asked.</summary>
/// <param name="Name">As <see cref="HostReport.Name"/>.</param>
[GenerateSerializer, Immutable, Alias("Fleet.Hosts.GatewayEntry")]
public sealed record GatewayEntry([property: Id(0)] string Name, [property: Id(1)] IGatewayObserver Gateway);
