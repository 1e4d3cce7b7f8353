namespace Fleet.Engine.States;

[GenerateSerializer, Alias("fleet.engine.balance")]
public sealed class Balance
{
    [Id(0)]
    public int Amount { get; set; }

    [Id(1)]
    public List<string> Entries { get; set; } = [];
}
