using Orleans.Runtime;

namespace Orleans;

/// <summary>Base of interfaces through which grains call back into a plain object.</summary>
public interface IGrainObserver : IAddressable;
