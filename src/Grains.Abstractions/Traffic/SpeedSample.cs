using Fleet.Geography;

namespace Fleet.Traffic;

/// <summary>How fast some vehicle of the fleet goes; whose it is stays in its shard.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.SpeedSample")]
public readonly record struct SpeedSample([property: Id(0)] GeoPoint Place, [property: Id(1)] double SpeedKmh);
