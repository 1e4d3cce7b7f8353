using Fleet.Geography;

namespace Fleet.Vehicles;

/// <summary>What the odometer remembers between two positions. Owned by the vehicle grain.</summary>
[GenerateSerializer, Alias("Fleet.OdometerState")]
public sealed class OdometerState
{
    /// <summary>Distance covered since the vehicle is known, metres.</summary>
    [Id(0)] public double TotalMeters { get; set; }

    /// <summary>Where the counted way ends; a move is measured from here.</summary>
    [Id(1)] public GeoPoint Anchor { get; set; }

    [Id(2)] public double? AnchorAccuracy { get; set; }

    [Id(3)] public DateTimeOffset AnchorAt { get; set; }

    /// <summary>Metres counted from speeds since the anchor.</summary>
    [Id(4)] public double CountedMeters { get; set; }

    /// <summary>The last stretch was measured by its speeds.</summary>
    [Id(5)] public bool BySpeed { get; set; }

    /// <summary>Where the vehicle was when it last was clearly somewhere else.</summary>
    [Id(6)] public GeoPoint Rest { get; set; }

    [Id(7)] public DateTimeOffset RestSince { get; set; }

    [Id(8)] public bool Standing { get; set; }

    /// <summary>Speed as the way tells it, km/h.</summary>
    [Id(9)] public double DerivedSpeedKmh { get; set; }

    /// <summary>Time between the last two positions, seconds; 0 before there were two.</summary>
    [Id(10)] public double LastInterval { get; set; }

    public OdometerState Copy() => (OdometerState)MemberwiseClone();
}
