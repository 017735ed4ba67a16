# Lo que lee una persona cuando se le pregunta: qué se pregunta, las tres respuestas, qué prefiere que no se pregunte.
#
# Breve: se lee en un teléfono, entre dos cosas, quizá con alguien cerca. Aquí no se nombra ninguna marca ni ningún
# papel. Cada frase tiene que ser verdad en el código. Un título o un botón tiene como mucho 24 caracteres, la etiqueta
# de un campo 45, una opción y lo que solo se oye 75.

## Qué se pregunta

check-day-today = Hoy, { $day }
check-day-tomorrow = Mañana, { $day }
check-day-yesterday = Ayer, { $day }
check-before = Antes de { $scenes }: ¿tienes lo que necesitas?
check-after = Después de { $scenes }: ¿tienes lo que necesitas?
check-alone = Por { $name } solo puedo preguntarte a ti. Lo que digas de ello es como decirlo con tu nombre.
check-few = Por { $name } puedo preguntar a { $count } personas, y una eres tú. Lo que digas de ello apunta a una de { $count }. Al escribir puedes elegir «{ check-just-day }» en su lugar.
check-everyone = A cada persona a la que pregunto por ello le pregunto en el mismo minuto.
check-nothing-kept = Nunca tienes que responder. De «{ check-fine }» no guardo nada: aquí es lo mismo que cerrar esta página, y que el silencio.

## Tres respuestas

check-fine = Tengo lo que necesito
check-fine-aloud = Tengo lo que necesito: { $day }
check-say = Preguntar o decir algo
check-say-aloud = Preguntar o decir algo: { $day }
check-hold = Pedir una pausa
check-hold-aloud = Pedir una pausa: { $day }
check-else = Otra cosa
check-thanks-title = Gracias
check-thanks = Gracias. No se ha enviado nada y no queda nada guardado. Si algo cambia, «{ note-open }» en mi nota más reciente te trae de vuelta.

## Decir algo sobre ello

check-about = De qué se trata
check-choose-one = Elige, por favor
check-just-day = Ninguna escena, solo el día
check-option = { $people ->
    [one] { $name } (solo puedo preguntarte a ti)
   *[other] { $name } (puedo preguntar a { $people } personas)
}
check-choose = Elige a cuál te refieres, o «{ check-just-day }». No se ha enviado nada.
check-day-words = (Sobre el { $day }. No se nombra ninguna escena.)
check-urgency-before = Antes de la escena
check-start = Puedes empezar con
check-start-own = Mis propias palabras, en el cuadro
check-start-no-paperwork = No he visto los papeles
check-start-not-rehearsed = No es lo que ensayamos
check-start-coordinator-there = Quiero que la coordinación esté allí
check-start-not-in-meeting = No estuve en la reunión
check-start-action-changed = La acción ha cambiado
check-start-hurt = Me he hecho daño
check-start-no-briefing = No hubo instrucción de seguridad
check-start-not-close = Prefiero no estar cerca
check-start-too-tired = Demasiado cansancio para hacerlo sin riesgo
check-start-worried = Hay algo que me preocupa
check-start-sit-out = Prefiero no estar en esta
check-start-understudy = Sale alguien de reemplazo

## Pedir una pausa

check-hold-means = Aviso enseguida a { $readers }; de ahí se pide al set. Yo no puedo parar una escena. Puedes decir que no, en voz alta, hasta el momento de rodar.
check-hold-goes = Sale sin espera, así que quien te esté mirando puede relacionarlo contigo. Tu nombre no va con ello.
check-hold-yes = Sí, pedirla ahora
check-hold-write = Escribir antes
check-hold-words = Pido una pausa.
check-no-briefing = Dilo en voz alta a la persona armera o a quien sea primer ayudante de dirección. Puedes negarte. Lo que envíes aquí sale enseguida, a todas las personas marcadas abajo.

## De quién es el número

check-unsure = En el plan de rodaje constas como el número { $cast }. ¿Es así? Mientras no digas que sí, no te pregunto nada de sus escenas.
check-yes = Sí, es mi número
check-no = No
check-noted-title = Anotado
check-linked = Anotado. Desde ahora te pregunto por las escenas del número { $cast }, como a cada persona que participa.
check-linked-join = Anotado: eres el número { $cast }. Para que te pregunte por sus escenas, pulsa «{ home-join }» abajo.
check-unlinked = Anotado. Aquí ya no constas como el número { $cast }, y no te pregunto nada de sus escenas. Para la oficina, ese número vuelve a necesitar una visita.

## Lo que prefiere

check-wishes-title = Lo que me preguntan
check-wishes-lead = Ni la oficina ni quienes leen pueden ver lo que elijas aquí. Quien pueda ver este chat ve qué avisos llegan.
check-wishes-nobody = No estás en ninguna escena que yo conozca, así que no te pregunto nada.
check-wish-asked = ¿Puedo preguntarte por tus escenas?
check-wish-yes = Sí
check-wish-nothing = No, no me preguntes nada
check-wish-kinds = No me preguntes por nada de este tipo
check-wish-occasions = Por esto no me preguntes, por lo demás sí
check-wish-again = Pregúntame otra vez, una semana después
check-kind-scene = Escenas
check-kind-rehearsal = Ensayos
check-kind-fitting = Pruebas de vestuario
check-kind-scan = Escaneos
check-kind-stills = Fotos
check-kind-adr = Grabaciones de voz posteriores
check-kind-reading = Lecturas
check-kind-audition = Castings
check-kind-performance = Funciones
check-kind-other = Lo demás
check-wishes-kept = Guardado. Vale desde ahora, y puedes cambiarlo aquí cuando quieras.
