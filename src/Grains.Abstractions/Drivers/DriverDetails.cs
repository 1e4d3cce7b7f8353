namespace Fleet.Drivers;

[GenerateSerializer, Immutable, Alias("Fleet.DriverDetails")]
public sealed record DriverDetails
{
    [Id(0)] public string? Name { get; init; }

    [Id(1)] public string? LicenseNumber { get; init; }
}
