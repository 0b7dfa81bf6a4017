CREATE TABLE auditoria (
    id INTEGER NOT NULL,
    usuario TEXT NOT NULL,
    accion TEXT NOT NULL,
    entidad TEXT NOT NULL,
    entidad_id INTEGER,
    entidad_uid TEXT,
    valor_anterior TEXT,
    valor_nuevo TEXT,
    motivo_cambio TEXT,
    timestamp TEXT,
    origen TEXT NOT NULL,
    secuencia INTEGER NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX ix_auditoria_accion ON auditoria (accion) WHERE accion <> 'CREATE';
CREATE INDEX ix_auditoria_entidad ON auditoria (entidad);
CREATE INDEX ix_auditoria_fecha ON auditoria ("timestamp");
CREATE INDEX ix_auditoria_sesion ON auditoria (usuario) WHERE accion = 'LOGIN';
CREATE INDEX ix_auditoria_uid ON auditoria (entidad_uid);
CREATE INDEX ix_auditoria_usuario ON auditoria (usuario);

CREATE TABLE contrato_version (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    ver INTEGER NOT NULL,
    proceso_id INTEGER NOT NULL,
    version TEXT NOT NULL,
    texto TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    vigente_desde TEXT NOT NULL,
    created_by TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid)
);
CREATE INDEX ix_contrato_version_proceso ON contrato_version (proceso_id);

CREATE TABLE cuadrilla (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    ver INTEGER NOT NULL,
    codigo TEXT NOT NULL,
    nombre TEXT NOT NULL,
    proceso_id INTEGER NOT NULL,
    turno TEXT NOT NULL,
    desde TEXT NOT NULL,
    disuelta INTEGER NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid)
);
CREATE UNIQUE INDEX ux_cuadrilla_codigo ON cuadrilla (lower(codigo));

CREATE TABLE journal (
    origin TEXT NOT NULL,
    seq INTEGER NOT NULL,
    at TEXT NOT NULL,
    hlc TEXT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    reason TEXT,
    schema INTEGER NOT NULL,
    body BLOB NOT NULL,
    prev_hash TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (origin, seq)
);

CREATE TABLE local_acceso (
    codigo TEXT NOT NULL,
    fallos INTEGER NOT NULL,
    hasta TEXT,
    PRIMARY KEY (codigo)
);

CREATE TABLE local_borrador (
    usuario TEXT NOT NULL,
    formulario TEXT NOT NULL,
    contenido TEXT NOT NULL,
    en TEXT NOT NULL,
    PRIMARY KEY (usuario, formulario)
);

CREATE TABLE local_origen (
    id INTEGER NOT NULL,
    origen TEXT NOT NULL,
    desde TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (origen)
);

CREATE TABLE local_pin (
    uid TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (uid)
);

CREATE TABLE material_lote (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    ver INTEGER NOT NULL,
    tipo TEXT NOT NULL,
    marca TEXT NOT NULL,
    codigo TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid)
);
CREATE UNIQUE INDEX ux_material_lote ON material_lote (lower(tipo), lower(marca), lower(codigo));

CREATE TABLE orden_produccion (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    ver INTEGER NOT NULL,
    codigo_orden TEXT NOT NULL,
    proceso_id INTEGER NOT NULL,
    producto TEXT NOT NULL,
    cantidad_objetivo BIGINT NOT NULL,
    fecha_compromiso TEXT,
    estado TEXT NOT NULL,
    motivo_estado TEXT,
    especificaciones TEXT NOT NULL,
    orden_definitiva_id INTEGER,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    UNIQUE (codigo_orden),
    FOREIGN KEY(orden_definitiva_id) REFERENCES orden_produccion (id)
);
CREATE INDEX ix_orden_produccion_proceso ON orden_produccion (proceso_id, estado);

CREATE TABLE simulacro_retiro (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    ver INTEGER NOT NULL,
    objeto TEXT NOT NULL,
    lotes INTEGER NOT NULL,
    hallados INTEGER,
    nota TEXT,
    terminado_en TEXT,
    terminado_por TEXT,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid)
);
CREATE UNIQUE INDEX ux_simulacro_abierto ON simulacro_retiro (objeto) WHERE terminado_en IS NULL;

CREATE TABLE sitio (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    ver INTEGER NOT NULL,
    codigo TEXT NOT NULL,
    nombre TEXT NOT NULL,
    tipo TEXT NOT NULL,
    zona_horaria TEXT NOT NULL,
    calendario TEXT NOT NULL,
    libera_otra_persona INTEGER NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    UNIQUE (codigo)
);

CREATE TABLE usuarios (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    ver INTEGER NOT NULL,
    codigo TEXT NOT NULL,
    nombre TEXT NOT NULL,
    rol TEXT NOT NULL,
    estado TEXT NOT NULL,
    cambios_pin INTEGER NOT NULL,
    gafete TEXT,
    PRIMARY KEY (id),
    UNIQUE (uid)
);
CREATE UNIQUE INDEX ux_usuarios_codigo ON usuarios (lower(codigo));
CREATE UNIQUE INDEX ux_usuarios_gafete ON usuarios (gafete) WHERE gafete IS NOT NULL;

CREATE TABLE bitacora_turno (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    ver INTEGER NOT NULL,
    sitio_id INTEGER NOT NULL,
    turno TEXT NOT NULL,
    fecha_operativa TEXT NOT NULL,
    estado TEXT NOT NULL,
    fuera_de_horario INTEGER NOT NULL,
    inicio TEXT NOT NULL,
    fin TEXT NOT NULL,
    abierta_por TEXT NOT NULL,
    abierta_en TEXT NOT NULL,
    cerrada_por TEXT,
    cerrada_en TEXT,
    devuelta INTEGER NOT NULL,
    motivo_anulacion TEXT,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(sitio_id) REFERENCES sitio (id)
);
CREATE INDEX ix_bitacora_turno_pendiente ON bitacora_turno (inicio) WHERE estado NOT IN ('CERRADA', 'ANULADA');
CREATE UNIQUE INDEX ux_bitacora_turno_abierta ON bitacora_turno (sitio_id) WHERE estado = 'ABIERTA';
CREATE UNIQUE INDEX ux_bitacora_turno_fecha ON bitacora_turno (fecha_operativa, turno, sitio_id) WHERE estado <> 'ANULADA';

CREATE TABLE maquinas (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    ver INTEGER NOT NULL,
    codigo TEXT NOT NULL,
    nombre TEXT NOT NULL,
    estado TEXT NOT NULL,
    motivo_estado TEXT,
    orden_en_curso_id INTEGER,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(orden_en_curso_id) REFERENCES orden_produccion (id)
);
CREATE UNIQUE INDEX ux_maquinas_codigo ON maquinas (lower(codigo));

CREATE TABLE ajuste_maquina (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    ver INTEGER NOT NULL,
    bitacora_id INTEGER NOT NULL,
    proceso_id INTEGER NOT NULL,
    maquina_id INTEGER,
    ajuste TEXT NOT NULL,
    valor TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(bitacora_id) REFERENCES bitacora_turno (id),
    FOREIGN KEY(maquina_id) REFERENCES maquinas (id)
);
CREATE INDEX ix_ajuste_maquina ON ajuste_maquina (bitacora_id, proceso_id, maquina_id);

CREATE TABLE bitacora_asignacion (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    ver INTEGER NOT NULL,
    bitacora_id INTEGER NOT NULL,
    proceso_id INTEGER NOT NULL,
    maquina_id INTEGER,
    usuario_id INTEGER NOT NULL,
    retirada INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(bitacora_id) REFERENCES bitacora_turno (id),
    FOREIGN KEY(maquina_id) REFERENCES maquinas (id),
    FOREIGN KEY(usuario_id) REFERENCES usuarios (id)
);
CREATE INDEX ix_bitacora_asignacion ON bitacora_asignacion (bitacora_id);

CREATE TABLE bitacora_observacion (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    ver INTEGER NOT NULL,
    bitacora_id INTEGER NOT NULL,
    proceso_id INTEGER NOT NULL,
    maquina_id INTEGER,
    texto TEXT NOT NULL,
    tardia INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(bitacora_id) REFERENCES bitacora_turno (id),
    FOREIGN KEY(maquina_id) REFERENCES maquinas (id)
);
CREATE INDEX ix_bitacora_observacion ON bitacora_observacion (bitacora_id, proceso_id);

CREATE TABLE bitacora_omision (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    ver INTEGER NOT NULL,
    bitacora_id INTEGER NOT NULL,
    proceso_id INTEGER NOT NULL,
    maquina_id INTEGER,
    parametro TEXT NOT NULL,
    motivo TEXT NOT NULL,
    retirada INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(bitacora_id) REFERENCES bitacora_turno (id),
    FOREIGN KEY(maquina_id) REFERENCES maquinas (id)
);
CREATE INDEX ix_bitacora_omision ON bitacora_omision (bitacora_id);

CREATE TABLE bitacora_proceso (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    ver INTEGER NOT NULL,
    bitacora_id INTEGER NOT NULL,
    proceso_id INTEGER NOT NULL,
    maquina_id INTEGER,
    motivo_inactivo TEXT,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(bitacora_id) REFERENCES bitacora_turno (id),
    FOREIGN KEY(maquina_id) REFERENCES maquinas (id)
);
CREATE UNIQUE INDEX ux_bitacora_proceso ON bitacora_proceso (bitacora_id, proceso_id, coalesce(maquina_id, 0));

CREATE TABLE corrida_maquina (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    ver INTEGER NOT NULL,
    maquina_id INTEGER NOT NULL,
    orden_produccion_id INTEGER NOT NULL,
    inicio TEXT NOT NULL,
    fin TEXT,
    contador_inicial BIGINT,
    contador_final BIGINT,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(maquina_id) REFERENCES maquinas (id),
    FOREIGN KEY(orden_produccion_id) REFERENCES orden_produccion (id)
);
CREATE INDEX ix_corrida_maquina_inicio ON corrida_maquina (maquina_id, inicio);
CREATE UNIQUE INDEX ux_corrida_maquina_abierta ON corrida_maquina (maquina_id) WHERE fin IS NULL;

CREATE TABLE cuadrilla_integrante (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    ver INTEGER NOT NULL,
    cuadrilla_id INTEGER NOT NULL,
    usuario_id INTEGER NOT NULL,
    maquina_id INTEGER,
    retirado INTEGER NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(cuadrilla_id) REFERENCES cuadrilla (id),
    FOREIGN KEY(usuario_id) REFERENCES usuarios (id),
    FOREIGN KEY(maquina_id) REFERENCES maquinas (id)
);
CREATE INDEX ix_cuadrilla_integrante ON cuadrilla_integrante (cuadrilla_id);

CREATE TABLE entrega_turno (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    ver INTEGER NOT NULL,
    bitacora_id INTEGER NOT NULL,
    contenido TEXT NOT NULL,
    observacion TEXT,
    cabeza TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(bitacora_id) REFERENCES bitacora_turno (id)
);
CREATE UNIQUE INDEX ux_entrega_turno_bitacora ON entrega_turno (bitacora_id);

CREATE TABLE limite_control (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    ver INTEGER NOT NULL,
    proceso_id INTEGER NOT NULL,
    parametro TEXT NOT NULL,
    maquina_id INTEGER,
    carta TEXT NOT NULL,
    subgrupo INTEGER NOT NULL,
    centro REAL NOT NULL,
    sigma REAL NOT NULL,
    inferior REAL NOT NULL,
    superior REAL NOT NULL,
    dispersion REAL NOT NULL,
    dispersion_inferior REAL NOT NULL,
    dispersion_superior REAL NOT NULL,
    desde TEXT NOT NULL,
    hasta TEXT NOT NULL,
    puntos INTEGER NOT NULL,
    reglas TEXT NOT NULL,
    hito TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(maquina_id) REFERENCES maquinas (id)
);
CREATE INDEX ix_limite_control ON limite_control (proceso_id, parametro, maquina_id);

CREATE TABLE lotes (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    ver INTEGER NOT NULL,
    codigo_lote TEXT NOT NULL,
    orden_produccion_id INTEGER NOT NULL,
    bitacora_id INTEGER NOT NULL,
    correlativo INTEGER NOT NULL,
    fecha_produccion TEXT NOT NULL,
    estado TEXT,
    comentario_estado TEXT,
    motivo_cambio TEXT,
    created_by TEXT,
    created_at TEXT,
    updated_at TEXT,
    updated_by TEXT,
    PRIMARY KEY (id),
    UNIQUE (uid),
    UNIQUE (codigo_lote),
    FOREIGN KEY(orden_produccion_id) REFERENCES orden_produccion (id),
    FOREIGN KEY(bitacora_id) REFERENCES bitacora_turno (id)
);
CREATE INDEX ix_lotes_estado ON lotes (estado);
CREATE INDEX ix_lotes_fecha ON lotes (fecha_produccion);
CREATE UNIQUE INDEX ux_lotes_bitacora_orden ON lotes (bitacora_id, orden_produccion_id);
CREATE UNIQUE INDEX ux_lotes_correlativo ON lotes (orden_produccion_id, correlativo);

CREATE TABLE paro_proceso (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    ver INTEGER NOT NULL,
    bitacora_id INTEGER NOT NULL,
    proceso_id INTEGER NOT NULL,
    maquina_id INTEGER,
    motivo TEXT NOT NULL,
    grupo TEXT NOT NULL,
    inicio TEXT,
    fin TEXT,
    minutos INTEGER,
    continua_id INTEGER,
    tardio INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(bitacora_id) REFERENCES bitacora_turno (id),
    FOREIGN KEY(maquina_id) REFERENCES maquinas (id),
    FOREIGN KEY(continua_id) REFERENCES paro_proceso (id)
);
CREATE INDEX ix_paro_proceso_bitacora ON paro_proceso (bitacora_id, proceso_id);
CREATE INDEX ix_paro_proceso_continua ON paro_proceso (continua_id) WHERE continua_id IS NOT NULL;

CREATE TABLE certificado (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    ver INTEGER NOT NULL,
    lote_id INTEGER NOT NULL,
    numero INTEGER NOT NULL,
    preliminar INTEGER NOT NULL,
    contenido TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    sha256_impreso TEXT,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(lote_id) REFERENCES lotes (id)
);
CREATE INDEX ix_certificado_sha256 ON certificado (sha256);
CREATE UNIQUE INDEX ux_certificado ON certificado (lote_id, numero);

CREATE TABLE incidente (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    ver INTEGER NOT NULL,
    titulo TEXT NOT NULL,
    gravedad TEXT NOT NULL,
    origen TEXT,
    bitacora_id INTEGER,
    proceso_id INTEGER,
    maquina_id INTEGER,
    lote_id INTEGER,
    accion_correctiva TEXT,
    estado TEXT NOT NULL,
    cerrado_por TEXT,
    cerrado_en TEXT,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(bitacora_id) REFERENCES bitacora_turno (id),
    FOREIGN KEY(maquina_id) REFERENCES maquinas (id),
    FOREIGN KEY(lote_id) REFERENCES lotes (id)
);
CREATE INDEX ix_incidente_estado ON incidente (estado);

CREATE TABLE lote_en_uso (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    ver INTEGER NOT NULL,
    maquina_id INTEGER NOT NULL,
    lote_id INTEGER NOT NULL,
    desde TEXT NOT NULL,
    hasta TEXT,
    motivo TEXT,
    firmado_por TEXT,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(maquina_id) REFERENCES maquinas (id),
    FOREIGN KEY(lote_id) REFERENCES lotes (id)
);
CREATE INDEX ix_lote_en_uso_lote ON lote_en_uso (lote_id);
CREATE UNIQUE INDEX ux_lote_en_uso ON lote_en_uso (maquina_id, lote_id) WHERE hasta IS NULL;

CREATE TABLE lote_historial_estado (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    ver INTEGER NOT NULL,
    lote_id INTEGER NOT NULL,
    estado_anterior TEXT NOT NULL,
    estado_nuevo TEXT NOT NULL,
    comentario TEXT,
    changed_by TEXT NOT NULL,
    changed_at TEXT,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(lote_id) REFERENCES lotes (id)
);
CREATE INDEX ix_lote_historial_estado_fecha ON lote_historial_estado (changed_at);
CREATE INDEX ix_lote_historial_estado_lote ON lote_historial_estado (lote_id);

CREATE TABLE muestras (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    ver INTEGER NOT NULL,
    codigo_muestra TEXT,
    fecha_analisis TEXT NOT NULL,
    lote_id INTEGER,
    bitacora_id INTEGER NOT NULL,
    proceso_id INTEGER NOT NULL,
    maquina_id INTEGER,
    orden_produccion_id INTEGER,
    parametro TEXT NOT NULL,
    valor REAL NOT NULL,
    texto TEXT,
    valor_nominal REAL,
    resultado TEXT NOT NULL,
    ronda INTEGER NOT NULL,
    calculada INTEGER NOT NULL,
    comentario TEXT,
    corrige_id INTEGER,
    contrato_version_id INTEGER NOT NULL,
    hora_medicion TEXT NOT NULL,
    tardia INTEGER NOT NULL,
    usuario_modificacion TEXT,
    fecha_modificacion TEXT,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(lote_id) REFERENCES lotes (id),
    FOREIGN KEY(bitacora_id) REFERENCES bitacora_turno (id),
    FOREIGN KEY(maquina_id) REFERENCES maquinas (id),
    FOREIGN KEY(orden_produccion_id) REFERENCES orden_produccion (id),
    FOREIGN KEY(corrige_id) REFERENCES muestras (id),
    FOREIGN KEY(contrato_version_id) REFERENCES contrato_version (id)
);
CREATE INDEX ix_muestras_bitacora ON muestras (bitacora_id, proceso_id, maquina_id, parametro, calculada, ronda);
CREATE INDEX ix_muestras_codigo ON muestras (lower(codigo_muestra)) WHERE codigo_muestra IS NOT NULL;
CREATE INDEX ix_muestras_corrigen ON muestras (fecha_modificacion) WHERE corrige_id IS NOT NULL;
CREATE INDEX ix_muestras_desviacion ON muestras (bitacora_id) WHERE resultado <> 'Cumple' OR corrige_id IS NOT NULL;
CREATE INDEX ix_muestras_fecha ON muestras (fecha_analisis, proceso_id, resultado);
CREATE INDEX ix_muestras_lote ON muestras (lote_id) WHERE lote_id IS NOT NULL;
CREATE INDEX ix_muestras_parametro ON muestras (parametro, maquina_id, proceso_id, hora_medicion);
CREATE UNIQUE INDEX ux_muestras_corrige ON muestras (corrige_id) WHERE corrige_id IS NOT NULL;

CREATE TABLE registros_trabajo (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    ver INTEGER NOT NULL,
    bitacora_id INTEGER NOT NULL,
    proceso_id INTEGER NOT NULL,
    maquina_id INTEGER,
    orden_produccion_id INTEGER,
    lote_id INTEGER,
    cantidad BIGINT NOT NULL,
    merma_kg BIGINT,
    destino_merma TEXT,
    contador BIGINT,
    contador_anterior BIGINT,
    contador_en_disputa INTEGER NOT NULL,
    prueba_compuerta TEXT NOT NULL,
    sacos INTEGER,
    hora_lectura TEXT,
    tardio INTEGER NOT NULL,
    corregido INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(bitacora_id) REFERENCES bitacora_turno (id),
    FOREIGN KEY(maquina_id) REFERENCES maquinas (id),
    FOREIGN KEY(orden_produccion_id) REFERENCES orden_produccion (id),
    FOREIGN KEY(lote_id) REFERENCES lotes (id)
);
CREATE INDEX ix_registros_trabajo_bitacora ON registros_trabajo (bitacora_id, proceso_id, maquina_id);
CREATE INDEX ix_registros_trabajo_contador ON registros_trabajo (maquina_id, hora_lectura) WHERE contador IS NOT NULL;
CREATE INDEX ix_registros_trabajo_hora ON registros_trabajo (maquina_id, coalesce(hora_lectura, created_at));
CREATE INDEX ix_registros_trabajo_lote ON registros_trabajo (lote_id);
CREATE INDEX ix_registros_trabajo_maquina ON registros_trabajo (maquina_id);
CREATE INDEX ix_registros_trabajo_orden ON registros_trabajo (orden_produccion_id);

CREATE TABLE simulacro_hallazgo (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    ver INTEGER NOT NULL,
    simulacro_id INTEGER NOT NULL,
    lote_id INTEGER NOT NULL,
    ubicacion TEXT NOT NULL,
    cantidad BIGINT,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(simulacro_id) REFERENCES simulacro_retiro (id),
    FOREIGN KEY(lote_id) REFERENCES lotes (id)
);
CREATE UNIQUE INDEX ux_simulacro_hallazgo ON simulacro_hallazgo (simulacro_id, lote_id);

CREATE TABLE bitacora_revision (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    ver INTEGER NOT NULL,
    bitacora_id INTEGER NOT NULL,
    muestra_id INTEGER,
    decision TEXT NOT NULL,
    comentario TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(bitacora_id) REFERENCES bitacora_turno (id),
    FOREIGN KEY(muestra_id) REFERENCES muestras (id)
);
CREATE INDEX ix_bitacora_revision ON bitacora_revision (bitacora_id);

CREATE TABLE causa_control (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    ver INTEGER NOT NULL,
    muestra_id INTEGER NOT NULL,
    regla INTEGER NOT NULL,
    causa TEXT NOT NULL,
    comentario TEXT,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(muestra_id) REFERENCES muestras (id)
);
CREATE INDEX ix_causa_control_muestra ON causa_control (muestra_id);

CREATE TABLE contador_reinicio (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    ver INTEGER NOT NULL,
    maquina_id INTEGER NOT NULL,
    registro_anterior_id INTEGER,
    hora_reinicio TEXT NOT NULL,
    tipo TEXT NOT NULL,
    lectura BIGINT NOT NULL,
    motivo TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(maquina_id) REFERENCES maquinas (id),
    FOREIGN KEY(registro_anterior_id) REFERENCES registros_trabajo (id)
);
CREATE INDEX ix_contador_reinicio_maquina ON contador_reinicio (maquina_id, hora_reinicio);

CREATE TABLE correccion (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    ver INTEGER NOT NULL,
    bitacora_id INTEGER NOT NULL,
    proceso_id INTEGER NOT NULL,
    maquina_id INTEGER,
    registro_trabajo_id INTEGER,
    muestra_id INTEGER,
    categoria TEXT NOT NULL,
    motivo TEXT NOT NULL,
    campo TEXT NOT NULL,
    valor_anterior TEXT,
    valor_nuevo TEXT,
    cantidad BIGINT NOT NULL,
    merma_kg BIGINT NOT NULL,
    contador BIGINT,
    grupo TEXT NOT NULL,
    firmada_por TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(bitacora_id) REFERENCES bitacora_turno (id),
    FOREIGN KEY(maquina_id) REFERENCES maquinas (id),
    FOREIGN KEY(registro_trabajo_id) REFERENCES registros_trabajo (id),
    FOREIGN KEY(muestra_id) REFERENCES muestras (id)
);
CREATE INDEX ix_correccion_bitacora ON correccion (bitacora_id, proceso_id, maquina_id);
CREATE INDEX ix_correccion_registro ON correccion (registro_trabajo_id) WHERE registro_trabajo_id IS NOT NULL;

CREATE TABLE mezcla (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    ver INTEGER NOT NULL,
    registro_trabajo_id INTEGER NOT NULL,
    material_lote_id INTEGER NOT NULL,
    porcentaje BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(registro_trabajo_id) REFERENCES registros_trabajo (id),
    FOREIGN KEY(material_lote_id) REFERENCES material_lote (id)
);
CREATE INDEX ix_mezcla_material ON mezcla (material_lote_id);
CREATE INDEX ix_mezcla_registro ON mezcla (registro_trabajo_id);

CREATE TABLE muestra_disposicion (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    ver INTEGER NOT NULL,
    muestra_id INTEGER NOT NULL,
    causa TEXT,
    accion TEXT,
    explicacion TEXT,
    tardia INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(muestra_id) REFERENCES muestras (id)
);
CREATE UNIQUE INDEX ux_muestra_disposicion_muestra ON muestra_disposicion (muestra_id);

CREATE TABLE retencion (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    ver INTEGER NOT NULL,
    lote_id INTEGER NOT NULL,
    maquina_id INTEGER,
    rollo TEXT,
    grupo TEXT NOT NULL,
    muestra_id INTEGER,
    motivo TEXT NOT NULL,
    firmada_por TEXT,
    terminada_en TEXT,
    terminada_por TEXT,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(lote_id) REFERENCES lotes (id),
    FOREIGN KEY(maquina_id) REFERENCES maquinas (id),
    FOREIGN KEY(muestra_id) REFERENCES muestras (id)
);
CREATE INDEX ix_retencion_abierta ON retencion (created_at) WHERE terminada_en IS NULL;
CREATE INDEX ix_retencion_lote ON retencion (lote_id);

CREATE TABLE rollo (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    ver INTEGER NOT NULL,
    registro_trabajo_id INTEGER NOT NULL,
    codigo TEXT NOT NULL,
    cantidad BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(registro_trabajo_id) REFERENCES registros_trabajo (id)
);
CREATE INDEX ix_rollo_codigo ON rollo (codigo);
CREATE INDEX ix_rollo_registro ON rollo (registro_trabajo_id);

CREATE TABLE rollo_consumido (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    ver INTEGER NOT NULL,
    registro_trabajo_id INTEGER NOT NULL,
    codigo TEXT NOT NULL,
    lote_id INTEGER,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(registro_trabajo_id) REFERENCES registros_trabajo (id),
    FOREIGN KEY(lote_id) REFERENCES lotes (id)
);
CREATE INDEX ix_rollo_consumido_codigo ON rollo_consumido (codigo);
CREATE INDEX ix_rollo_consumido_lote ON rollo_consumido (lote_id) WHERE lote_id IS NOT NULL;
CREATE INDEX ix_rollo_consumido_registro ON rollo_consumido (registro_trabajo_id);

CREATE TABLE telar_consumo_lote (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    ver INTEGER NOT NULL,
    registro_trabajo_id INTEGER NOT NULL,
    maquina_id INTEGER NOT NULL,
    bitacora_id INTEGER NOT NULL,
    lote_id INTEGER NOT NULL,
    en_uso_desde TEXT,
    estaba_pausado INTEGER NOT NULL,
    antes_de_retencion INTEGER NOT NULL,
    motivo TEXT,
    firmado_por TEXT,
    created_by TEXT,
    created_at TEXT,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(registro_trabajo_id) REFERENCES registros_trabajo (id),
    FOREIGN KEY(maquina_id) REFERENCES maquinas (id),
    FOREIGN KEY(bitacora_id) REFERENCES bitacora_turno (id),
    FOREIGN KEY(lote_id) REFERENCES lotes (id)
);
CREATE INDEX ix_telar_consumo_lote_lote ON telar_consumo_lote (lote_id);
CREATE INDEX ix_telar_consumo_lote_registro ON telar_consumo_lote (registro_trabajo_id);

CREATE TABLE lote_disposicion (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    ver INTEGER NOT NULL,
    lote_id INTEGER NOT NULL,
    retencion_id INTEGER NOT NULL,
    destino TEXT NOT NULL,
    cantidad BIGINT,
    comentario TEXT NOT NULL,
    firmada_por TEXT,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(lote_id) REFERENCES lotes (id),
    FOREIGN KEY(retencion_id) REFERENCES retencion (id)
);
CREATE INDEX ix_lote_disposicion_lote ON lote_disposicion (lote_id);
CREATE INDEX ix_lote_disposicion_retencion ON lote_disposicion (retencion_id);

CREATE TABLE retencion_nota (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    ver INTEGER NOT NULL,
    retencion_id INTEGER NOT NULL,
    causa TEXT,
    texto TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(retencion_id) REFERENCES retencion (id)
);
CREATE INDEX ix_retencion_nota_retencion ON retencion_nota (retencion_id);
