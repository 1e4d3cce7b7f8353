namespace Orleans.Core;

/// <summary>A grain's hold on one stored record of a known type.</summary>
public interface IStorage<TState> : IStorage
{
    TState State { get; set; }
}
