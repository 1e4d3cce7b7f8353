namespace Orleans.Hosting;

/// <summary>Configures memory streams in a silo.</summary>
public interface ISiloMemoryStreamConfigurator : IMemoryStreamConfigurator, ISiloRecoverableStreamConfigurator;
