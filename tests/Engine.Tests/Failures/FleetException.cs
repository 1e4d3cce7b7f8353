namespace Fleet.Engine.Failures;

[GenerateSerializer]
public sealed class FleetException(string message, int code) : Exception(message)
{
    [Id(0)]
    public int Code { get; } = code;
}
