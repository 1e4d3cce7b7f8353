namespace Fleet.Safety;

/// <summary>Standing with the engine on.</summary>
[GenerateSerializer, Alias("Fleet.IdlingState")]
public sealed class IdlingState
{
    [Id(0)] public required DateTimeOffset Since { get; set; }

    [Id(1)] public bool Reported { get; set; }

    public IdlingState Copy() => (IdlingState)MemberwiseClone();
}
