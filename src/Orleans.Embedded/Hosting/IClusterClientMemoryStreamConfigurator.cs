namespace Orleans.Hosting;

/// <summary>Configures memory streams in a client.</summary>
public interface IClusterClientMemoryStreamConfigurator : IMemoryStreamConfigurator, IClusterClientPersistentStreamConfigurator;
