using Orleans.Storage;

namespace Orleans.Embedded.Storage;

/// <summary>What all activations of a class share about one of their states.</summary>
internal sealed record PersistentStateKind<TState>(string Name, IGrainStorage Storage);
