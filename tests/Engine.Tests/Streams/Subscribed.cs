namespace Fleet.Engine.Streams;

[GenerateSerializer]
public sealed class Subscribed
{
    /// <summary>Who listens, by stream.</summary>
    [Id(0)]
    public Dictionary<string, string> Names { get; set; } = [];
}
