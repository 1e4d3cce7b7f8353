namespace Orleans.Embedded.Storage;

/// <summary>What the activation needs of a persistent state, whatever its type.</summary>
internal interface IPersistentStateBridge
{
    Task ReadStateAsync();
}
