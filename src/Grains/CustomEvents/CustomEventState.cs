using Fleet.Geography;

namespace Fleet.CustomEvents;

/// <summary>
/// How far a vehicle is with the organization's own events. Owned and persisted by the vehicle grain. Bound: one progress
/// per definition, of which an organization has at most <see cref="Organizations.OrganizationOptions.MaxCustomEvents"/>.
/// </summary>
[GenerateSerializer, Alias("Fleet.CustomEventState")]
public sealed class CustomEventState
{
    [Id(0)] public List<CustomEventProgress> Progress { get; set; } = [];

    /// <summary>Since when the vehicle stands; null while it moves.</summary>
    [Id(1)] public DateTimeOffset? StoppedAt { get; set; }

    [Id(2)] public double MetersSinceStop { get; set; }

    /// <summary>The newest position taken.</summary>
    [Id(3)] public DateTimeOffset LastAt { get; set; }

    /// <summary>When that came in, by the gateway's clock.</summary>
    [Id(4)] public DateTimeOffset LastReceivedAt { get; set; }

    [Id(5)] public GeoPoint LastLocation { get; set; }

    internal CustomEventProgress? Find(string name)
    {
        foreach (var progress in Progress)
        {
            if (string.Equals(progress.Name, name, StringComparison.Ordinal))
                return progress;
        }

        return null;
    }
}
