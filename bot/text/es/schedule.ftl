# El plan de rodaje: lo que se dice a producción y a quienes leen en sus canales, y lo que cambiaría un archivo. En un
# canal figuran la escena y la tarea, nunca la marca. Los botones tienen 24 caracteres como máximo.

schedule-press-office = Abrir la página

## Se pregunta a producción

schedule-ask-paperwork = { $name }, { $day }: ¿tienen los papeles todas las personas que participan, o sus agentes? Márcalo cuando sea así.
schedule-ask-closed-set = { $name }, { $day }: ¿están listos la lista de personas, los monitores, las batas y las barreras, y está reservada la coordinación?
schedule-ask-safety-meeting = { $name }, { $day }: ¿se hace la reunión de seguridad? Márcala cuando se haya hecho.
schedule-ask-carer = { $name }, { $day }: ¿estará presente una madre, un padre, tutor o acompañante?
schedule-ask-child-named = { $name }, { $day }: indica quién del reparto es menor de edad. Hasta entonces no se pregunta a nadie del reparto sobre ello.
schedule-ask-resolve = { $name }, { $day }: no se planifica nada hasta que una persona lo haya mirado. Habla antes con la coordinación.

## Nadie lo ha marcado

schedule-tell-paperwork = { $name }, { $day }: faltan 48 horas para la primera citación y nadie ha marcado los papeles.
schedule-tell-closed-set = { $name }, { $day }: empieza ahora y nadie ha marcado que el set esté listo.
schedule-tell-safety-meeting = { $name }, { $day }: empieza ahora y nadie ha marcado la reunión de seguridad.
schedule-tell-carer = { $name }, { $day }: nadie ha marcado que estará presente una madre, un padre, tutor o acompañante.
schedule-tell-resolve = { $name }, { $day }: no se planifica nada hasta que una persona lo haya mirado. Se ha pedido a producción que hable contigo.

## El aviso es corto

schedule-short = { $name }, { $day }: el aviso es corto.
schedule-short-person = { $cast }: citación { $call }, dentro de { $hours } horas. { $cause }
schedule-cause-person-added = Añadido: { $time }.
schedule-cause-flag-added = Lo que exige aviso se indicó: { $time }.
schedule-cause-moved = Se puso aquí: { $time }.
schedule-cause-never-ticked = Nadie ha marcado los papeles.
schedule-cause-ticked-late = Los papeles se marcaron: { $time }.
schedule-short-helps = Lo que ayuda: una citación más tarde, otro día, o que producción y coordinación hablen ahora.
schedule-short-nobody = Esto sale solo del plan de rodaje. Nadie se ha quejado.

## Lo que cambiaría un archivo

schedule-added = { $name } es nueva, el { $day }.
schedule-added-dayless = { $name } es nueva y todavía no tiene día.
schedule-moved = { $name } pasa del { $before } al { $after }.
schedule-placed = { $name } se pone el { $after }.
schedule-retimed = { $name } empieza a las { $after } en vez de a las { $before }.
schedule-timed = { $name } empieza a las { $after }.
schedule-joins = { $cast } se suma a { $name }.
schedule-joins-in = { $cast } se suma a { $name }, { $hours } horas antes de su primera citación.
schedule-leaves = { $cast } ya no está en { $name }.
schedule-stays = { $cast } no está en { $name } en el archivo. Sigue ahí hasta que una persona lo quite.
schedule-altered = En { $name } cambia: { $what }.
schedule-change-unit = la unidad
schedule-change-call-times = las citaciones
schedule-change-standby = si está en reserva
schedule-not-in-file = { $name } no está en el archivo. Sigue como está hasta que una persona la aplace o la cancele.
schedule-flagged = { $name }: el archivo dice «{ $word }». Eso sugiere: { $flag }. No se marca nada hasta que una persona lo confirme.
schedule-broken = { $name }: el aviso no se cumple para { $cast }, con citación dentro de { $hours } horas. Se avisaría a quienes leen y a producción.
schedule-blocked = { $name }: si es así, hay un menor junto a intimidad. No se planificaría nada hasta que una persona lo resuelva.
schedule-needs-visit = { $cast } no tiene cuenta aquí: alguien tiene que visitarle.
schedule-ask-again = { $cast } vuelve. Se pregunta a quien tiene este número si sigue siendo suyo.
schedule-more = ... y { $count } más como esto.
schedule-nothing-new = No hay nada nuevo en el archivo.
schedule-nothing-sent = Todavía no se ha enviado nada a nadie.

## Marcas

schedule-flag-nudity = desnudez
schedule-flag-simulated-sex = sexo simulado
schedule-flag-sexual-violence = violencia sexual
schedule-flag-kiss = un beso
schedule-flag-physical-intimacy = intimidad física
schedule-flag-stunt = acción de especialistas
schedule-flag-fight = una pelea
schedule-flag-firearm = un arma de fuego
schedule-flag-animal = un animal
schedule-flag-hazard = un peligro
schedule-flag-minor = un menor
schedule-flag-emotional = una escena emocional
schedule-flag-live-performance = una función en vivo

## Lo que falla en un archivo

schedule-at-row = Fila { $row }: { $fault }
schedule-at-cell = Fila { $row }, columna { $column }: { $fault }
schedule-fault-empty = No hay nada en él.
schedule-fault-too-large = Es demasiado grande: 20 MB como máximo.
schedule-fault-too-many-rows = Tiene demasiadas filas: 50.000 como máximo.
schedule-fault-too-many-columns = Tiene demasiadas columnas: 200 como máximo.
schedule-fault-too-long-a-cell = Esta celda es demasiado larga.
schedule-fault-unpacks-too-large = Al abrirlo ocupa más de lo que puede ocupar un plan de rodaje, así que no se ha leído.
schedule-fault-unknown-kind = Este tipo de archivo no se lee. Guárdalo como XLSX o CSV.
schedule-fault-broken = No se puede leer: falta una parte o está dañado. Guárdalo otra vez e inténtalo de nuevo.
schedule-fault-locked = Tiene contraseña. Quítala e inténtalo de nuevo.
schedule-fault-unsafe = No está hecho como un libro normal, así que no se ha leído. Guárdalo otra vez como XLSX o CSV.
schedule-fault-not-utf8 = Sus letras no se pueden leer. Guárdalo como CSV en UTF-8.
schedule-fault-not-text = Esto no es texto. Guárdalo como XLSX o CSV.
schedule-fault-no-header = No hay una fila de títulos como Escena, Fecha, Reparto.
schedule-fault-no-scene-column = Ninguna columna se titula Escena.
schedule-fault-two-columns = Dos columnas tienen el mismo título.
schedule-fault-dates-disagree = Unas fechas llevan primero el día y otras el mes. Escríbelas todas igual.
schedule-fault-no-such-date = Esto no es una fecha.
schedule-fault-wrong-weekday = El día de la semana y la fecha no coinciden.
schedule-fault-no-such-time = Esto no es una hora.
schedule-fault-no-such-unit = No existe esa unidad.
schedule-fault-formula-without-value = Aquí hay una fórmula sin su resultado.
schedule-fault-error-value = Aquí hay un valor de error.
schedule-fault-no-cast-id = Esto no es un número de reparto.
schedule-fault-no-scene = Esta fila no tiene escena.
schedule-fault-too-many-ids = Hay demasiados números en una celda.
schedule-fault-too-long-an-id = Este número es demasiado largo.
schedule-fault-calls-disagree = Otra fila dice otra cosa de la misma escena: horas o unidad.
