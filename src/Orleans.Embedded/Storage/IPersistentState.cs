using Orleans.Core;

namespace Orleans.Runtime;

/// <summary>Named state of a grain, injected where the constructor asks for it with <see cref="PersistentStateAttribute"/>. Read before OnActivateAsync.</summary>
public interface IPersistentState<TState> : IStorage<TState>;
