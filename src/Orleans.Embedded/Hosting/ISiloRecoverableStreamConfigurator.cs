namespace Orleans.Hosting;

/// <summary>Configures a stream provider that can rewind.</summary>
public interface ISiloRecoverableStreamConfigurator : ISiloPersistentStreamConfigurator;
