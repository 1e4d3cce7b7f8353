namespace Fleet.Bench.Activations;

[GenerateSerializer]
public sealed class SampleState
{
    [Id(0)]
    public int Total { get; set; }

    [Id(1)]
    public double Latitude { get; set; }

    [Id(2)]
    public double Longitude { get; set; }

    [Id(3)]
    public long TouchedAt { get; set; }
}
